import { Input } from '@ui5/webcomponents-react/Input';
import { Label } from '@ui5/webcomponents-react/Label';
import { useState } from 'react';
import { useTexts } from '../texts/texts.js';
import { MAX_NAME_LENGTH, nameErrorIn, type NameError } from './system-name.js';

/** The name of a system or formation, validated while it is typed (M-09). */
export function NameInput({
  name,
  isSubmitted,
  onChange,
  onSubmit,
}: {
  readonly name: string;
  /** The user has tried to submit: all errors are shown. */
  readonly isSubmitted: boolean;
  readonly onChange: (name: string) => void;
  readonly onSubmit: () => void;
}) {
  const t = useTexts();
  const [isBlurred, setIsBlurred] = useState(false);
  const found = nameErrorIn(name);
  const isShown = found !== undefined && (isSubmitted || isShownWhileTyping(found.error, isBlurred));
  const help = t('name.help', { longest: MAX_NAME_LENGTH });
  const message = isShown ? t(`name.${found.error}`, { characters: found.characters, longest: MAX_NAME_LENGTH }) : '';
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
        valueState={isShown ? 'Negative' : 'None'}
        valueStateMessage={<span>{message}</span>}
        onInput={(event) => {
          setIsBlurred(false);
          onChange(event.target.value);
        }}
        onBlur={() => setIsBlurred(true)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSubmit();
        }}
      />
      <span className="subtle">{help}</span>
    </div>
  );
}

/** An error that the next keystroke may correct is not shown yet: an empty name, a blank before the next word. */
function isShownWhileTyping(error: NameError, isBlurred: boolean): boolean {
  if (error === 'empty') return false;
  return error !== 'blank-at-end' || isBlurred;
}
