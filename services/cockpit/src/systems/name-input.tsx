import { Input } from '@ui5/webcomponents-react/Input';
import { Label } from '@ui5/webcomponents-react/Label';
import { useState } from 'react';
import { useTexts } from '../texts/texts.js';
import { LONGEST_NAME, mistakeIn } from './system-name.js';

/** A name of a system or formation, checked while it is typed (M-09). */
export function NameInput({
  name,
  change,
  submit,
  showMistake,
}: {
  readonly name: string;
  readonly change: (name: string) => void;
  readonly submit: () => void;
  /** Also while nothing is typed: the reader wants to go on. */
  readonly showMistake: boolean;
}) {
  const t = useTexts();
  const [left, setLeft] = useState(false);
  const found = mistakeIn(name);
  // Nobody likes to be told of a mistake before having made it: a blank at the end may be followed by a word.
  const isTold =
    found && (found.mistake === 'empty' ? showMistake : found.mistake !== 'blank-at-end' || left || showMistake);
  const help = t('name.help', { longest: LONGEST_NAME });
  const message = isTold ? t(`name.${found.mistake}`, { characters: found.characters, longest: LONGEST_NAME }) : '';
  return (
    <div className="field">
      <Label for="system-name" required showColon>
        {t('systems.name')}
      </Label>
      <Input
        id="system-name"
        value={name}
        required
        accessibleDescription={message === '' ? help : message}
        valueState={isTold ? 'Negative' : 'None'}
        valueStateMessage={<span>{message}</span>}
        onInput={(event) => {
          setLeft(false);
          change(event.target.value);
        }}
        onBlur={() => setLeft(true)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') submit();
        }}
      />
      <span className="subtle">{help}</span>
    </div>
  );
}
