import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ComboBox } from '@ui5/webcomponents-react/ComboBox';
import { ComboBoxItem } from '@ui5/webcomponents-react/ComboBoxItem';
import { Label } from '@ui5/webcomponents-react/Label';
import { useEffect, useId, useState } from 'react';
import { usePlatform, type System } from '../platform/platform.js';
import { answerOf } from '../platform/problem.js';
import { useTexts } from '../texts/texts.js';
import { useTypeLabel } from './systems.js';

const OFFERED = 50;
const TYPING_MS = 250;

/** Finds a system by its name. */
export function SystemPicker({
  label,
  pick,
  mayBePicked,
}: {
  readonly label: string;
  /** The id of the system; undefined while the text names none. */
  readonly pick: (systemId: string | undefined) => void;
  readonly mayBePicked: (system: System) => boolean;
}) {
  const t = useTexts();
  const id = useId();
  const { http, account, reached } = usePlatform();
  const labelOf = useTypeLabel();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery({
    queryKey: ['systems', account, 'pick', q],
    queryFn: ({ signal }) =>
      answerOf(
        http.GET('/v1/global-accounts/{ga}/systems', {
          params: {
            path: { ga: account },
            query: { ...reached(), sort: 'name', limit: OFFERED, ...(q !== '' && { q }) },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  const offered = (found.data?.items ?? []).filter(mayBePicked);
  const choose = (name: string) => {
    setTyped(name);
    pick(offered.find((system) => system.name === name)?.id);
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
        onInput={(event) => choose(event.target.value)}
        onChange={(event) => choose(event.target.value)}
        onSelectionChange={(event) => choose(event.detail.item?.text ?? '')}
      >
        {offered.map((system) => (
          <ComboBoxItem key={system.id} text={system.name} additionalText={labelOf(system.type)} />
        ))}
      </ComboBox>
    </div>
  );
}
