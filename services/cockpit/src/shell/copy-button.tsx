import '@ui5/webcomponents-icons/dist/accept.js';
import '@ui5/webcomponents-icons/dist/copy.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/texts.js';

const SHOWN_MS = 3_000;

/** Copies the text and says that it did. Without words it is an icon with the label as its name. */
export function CopyButton({
  text,
  label,
  words,
}: {
  readonly text: string;
  readonly label: string;
  /** Shows the label in words, as the button that matters most or as one of many. */
  readonly words?: 'Emphasized' | 'Transparent';
}) {
  const t = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  };
  const said = outcome && t(`copy.${outcome}`);
  return (
    <>
      <Button
        design={words ?? 'Transparent'}
        icon={outcome === 'copied' ? 'accept' : 'copy'}
        {...(words ? {} : { accessibleName: label, tooltip: label })}
        onClick={copy}
      >
        {words ? (said ?? label) : undefined}
      </Button>
      <span role="status" className={words ? 'visually-hidden' : 'copy-outcome'}>
        {said}
      </span>
    </>
  );
}
