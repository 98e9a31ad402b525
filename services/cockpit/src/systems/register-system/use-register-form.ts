import { useState } from 'react';
import { nameErrorIn } from '../system-name.js';
import { useSystemTypes } from '../systems.queries.js';
import type { NewSystem } from './use-register-system.js';

/** State of the form: the input, with defaults from the catalogue of system types, and its validation. */
export function useRegisterForm(onValid: (system: NewSystem) => void) {
  const catalogue = useSystemTypes();
  const [name, setName] = useState('');
  const [isSubmitted, setIsSubmitted] = useState(false);
  const [typeId, setTypeId] = useState<string>();
  const [groupId, setGroupId] = useState('all');

  const types = catalogue.data?.types ?? [];
  const type = types.find(({ id }) => id === typeId) ?? types[0];
  const groups = catalogue.data?.scenarioGroups.filter(({ id }) => type?.scenarioGroups.includes(id)) ?? [];
  const group = groups.find(({ id }) => id === groupId) ?? groups[0];

  const submit = () => {
    setIsSubmitted(true);
    if (!type || nameErrorIn(name)) return;
    onValid({ name, type: type.id, communicationScenarioGroup: group?.id ?? null });
  };
  return { catalogue, name, setName, isSubmitted, types, type, setTypeId, groups, group, setGroupId, submit };
}

export type RegisterFormState = ReturnType<typeof useRegisterForm>;
