import { Label } from '@ui5/webcomponents-react/Label';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { Option } from '@ui5/webcomponents-react/Option';
import { Select } from '@ui5/webcomponents-react/Select';
import { useTexts } from '../../texts/texts.js';
import { NameInput } from '../name-input.js';
import type { RegisterFormState } from './use-register-form.js';

/** The inputs: name, type, and the communication scenario group where the type has groups. */
export function RegisterForm({ form }: { readonly form: RegisterFormState }) {
  const t = useTexts();
  const { name, setName, isSubmitted, types, type, setTypeId, groups, group, setGroupId, submit } = form;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <NameInput name={name} isSubmitted={isSubmitted} onChange={setName} onSubmit={submit} />
      <LabelledSelect
        id="register-type"
        label={t('systems.type')}
        value={type?.id ?? ''}
        options={types}
        onChange={setTypeId}
      />
      {group && (
        <LabelledSelect
          id="register-group"
          label={t('register.group')}
          help={t('register.group-help')}
          value={group.id}
          options={groups}
          onChange={setGroupId}
        />
      )}
      <MessageStrip design="Information" hideCloseButton>
        {t('notice.encrypted')}
      </MessageStrip>
    </form>
  );
}

function LabelledSelect({
  id,
  label,
  help,
  value,
  options,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly onChange: (id: string) => void;
}) {
  return (
    <div className="field">
      <Label for={id} required showColon>
        {label}
      </Label>
      <Select
        id={id}
        value={value}
        onChange={(event) => {
          const { value: selected } = event.detail.selectedOption;
          if (selected !== undefined) onChange(selected);
        }}
      >
        {options.map((option) => (
          <Option key={option.id} value={option.id}>
            {option.label}
          </Option>
        ))}
      </Select>
      {help !== undefined && <span className="subtle">{help}</span>}
    </div>
  );
}
