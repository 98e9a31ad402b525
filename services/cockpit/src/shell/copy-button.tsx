import '@ui5/webcomponents-icons/dist/accept.js';
import '@ui5/webcomponents-icons/dist/copy.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/texts.js';

const OUTCOME_SHOWN_MS = 3_000;

/** Copies a text to the clipboard and reports the outcome. An icon button, unless `labelled`. */
export function CopyButton({
  text,
  label,
  labelled,
}: {
  readonly text: string;
  readonly label: string;
  /** Shows the label, in a button of this design. */
  readonly labelled?: 'Emphasized' | 'Transparent';
}) {
  const t = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), OUTCOME_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  };
  const outcomeText = outcome && t(`copy.${outcome}`);
  return (
    <>
      <Button
        design={labelled ?? 'Transparent'}
        icon={outcome === 'copied' ? 'accept' : 'copy'}
        {...(labelled ? {} : { accessibleName: label, tooltip: label })}
        onClick={copy}
      >
        {labelled ? (outcomeText ?? label) : undefined}
      </Button>
      <span role="status" className={labelled ? 'visually-hidden' : 'copy-outcome'}>
        {outcomeText}
      </span>
    </>
  );
}
