import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ComboBox } from '@ui5/webcomponents-react/ComboBox';
import { ComboBoxItem } from '@ui5/webcomponents-react/ComboBoxItem';
import { Label } from '@ui5/webcomponents-react/Label';
import { useEffect, useId, useState } from 'react';
import { useApi } from '../api/api-context.js';
import type { System } from '../api/api-types.js';
import { unwrap } from '../api/problem.js';
import { useTexts } from '../texts/texts.js';
import { useTypeLabel } from './systems.queries.js';

const MAX_SUGGESTIONS = 50;
const DEBOUNCE_MS = 250;

/** A combo box that searches systems by name. */
export function SystemPicker({
  label,
  isSelectable,
  onSelect,
}: {
  readonly label: string;
  readonly isSelectable: (system: System) => boolean;
  /** Called with the id of the system; with undefined while the text is not the name of one. */
  readonly onSelect: (systemId: string | undefined) => void;
}) {
  const t = useTexts();
  const id = useId();
  const labelOf = useTypeLabel();
  const [typed, setTyped] = useState('');
  const suggestions = useSuggestions(typed).filter(isSelectable);
  const select = (name: string) => {
    setTyped(name);
    onSelect(suggestions.find((system) => system.name === name)?.id);
  };
  return (
    <div className="field grow">
      <Label for={`pick-${id}`} showColon>
        {label}
      </Label>
      <ComboBox
        id={`pick-${id}`}
        value={typed}
        filter="None"
        noTypeahead
        placeholder={t('picker.placeholder')}
        onInput={(event) => select(event.target.value)}
        onChange={(event) => select(event.target.value)}
        onSelectionChange={(event) => select(event.detail.item?.text ?? '')}
      >
        {suggestions.map((system) => (
          <ComboBoxItem key={system.id} text={system.name} additionalText={labelOf(system.type)} />
        ))}
      </ComboBox>
    </div>
  );
}

/** The first systems whose name contains the text; searched when the user pauses. */
function useSuggestions(text: string): readonly System[] {
  const { http, account, readYourWrites } = useApi();
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(text), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ['systems', account, 'pick', q],
    queryFn: ({ signal }) =>
      unwrap(
        http.GET('/v1/global-accounts/{ga}/systems', {
          params: {
            path: { ga: account },
            query: { ...readYourWrites(), sort: 'name', limit: MAX_SUGGESTIONS, ...(q !== '' && { q }) },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return data?.items ?? [];
}
