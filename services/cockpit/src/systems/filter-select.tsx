import { Label } from '@ui5/webcomponents-react/Label';
import { Option } from '@ui5/webcomponents-react/Option';
import { Select } from '@ui5/webcomponents-react/Select';

export interface FilterOption<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly icon?: string;
}

/** A labelled select of the filter bar. */
export function FilterSelect<Value extends string>({
  id,
  label,
  value,
  options,
  className = 'filter',
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: Value;
  readonly options: readonly FilterOption<Value>[];
  readonly className?: string;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <div className={className}>
      <Label for={id}>{label}</Label>
      <Select id={id} value={value} onChange={(event) => onChange((event.detail.selectedOption.value ?? '') as Value)}>
        {options.map((option) => (
          <Option key={option.value} value={option.value} {...(option.icon !== undefined && { icon: option.icon })}>
            {option.text}
          </Option>
        ))}
      </Select>
    </div>
  );
}
