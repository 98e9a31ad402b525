import { Input } from '@ui5/webcomponents-react/Input';
import { Label } from '@ui5/webcomponents-react/Label';

/** A labelled text input of a form. */
export function TextField({
  id,
  label,
  value,
  required = false,
  help,
  error,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly required?: boolean;
  readonly help?: string;
  /** Why the value is not valid; undefined for a valid one. */
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  return (
    <div className="field">
      <Label for={id} required={required} showColon>
        {label}
      </Label>
      <Input
        id={id}
        value={value}
        required={required}
        valueState={error === undefined ? 'None' : 'Negative'}
        valueStateMessage={<span>{error}</span>}
        onInput={(event) => onChange(event.target.value)}
      />
      {help !== undefined && <span className="subtle">{help}</span>}
    </div>
  );
}
