import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;

let areKept = false;

/**
 * Has class-validator look up the rules of a class once. By itself it goes through the rules of all classes for each object
 * that it checks. Rules are complete when a class is defined.
 */
export function keepRules(): void {
  if (areKept) return;
  areKept = true;
  const storage = getMetadataStorage();
  const rulesOf = storage.getTargetValidationMetadatas.bind(storage);
  const groupedOf = storage.groupByPropertyName.bind(storage);
  const known = new Map<unknown, Rules>();
  const grouped = new WeakMap<Rules, ReturnType<Storage['groupByPropertyName']>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    // No request class has groups, or a schema in place of a class.
    if (schema || always || strictGroups || groups || typeof target !== 'function')
      return rulesOf(target, schema, always, strictGroups, groups);
    let rules = known.get(target);
    if (!rules) known.set(target, (rules = rulesOf(target, schema, always, strictGroups, groups)));
    return rules;
  };
  storage.groupByPropertyName = (rules) => {
    let groups = grouped.get(rules);
    if (!groups) grouped.set(rules, (groups = groupedOf(rules)));
    return groups;
  };
}
