import '@ui5/webcomponents-icons/dist/search.js';
import { Icon } from '@ui5/webcomponents-react/Icon';
import { Input } from '@ui5/webcomponents-react/Input';
import { Label } from '@ui5/webcomponents-react/Label';
import { useEffect, useEffectEvent, useState } from 'react';

const DEBOUNCE_MS = 300;

/** A search field that reports its text when the user pauses. */
export function SearchField({
  text,
  label,
  onChange,
}: {
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
}) {
  const [typed, setTyped] = useState(text);
  const report = useEffectEvent(onChange);
  // Another rendering of the page is no pause: it must not delay the report.
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => report(typed), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <div className="filter search">
      <Label for="search">{label}</Label>
      <Input
        id="search"
        type="Search"
        value={typed}
        showClearIcon
        onInput={(event) => setTyped(event.target.value)}
        icon={<Icon name="search" mode="Decorative" />}
      />
    </div>
  );
}
