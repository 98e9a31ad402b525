// Private words that were replaced by the field's standard terms. docs/glossary.md has the words that stay.

/** Each private word with its standard term. @type {readonly (readonly [RegExp, string])[]} */
export const WORDS = [
  [
    /\b(inTurn|WritingTurn)\b|\bwaits? for (its|the) turn\b|\bgives? up its turn\b/,
    'leader election: leader, lease, standby',
  ],
  [/\bsigns? of life\b/, 'heartbeat'],
  [/\b(Seat|Told|Farewell|Departure)\b(?= =|[;,>{[(]| \{| \|)/, 'SubscriberQueue, SseMessage, CloseReason'],
  [/\b(GrowingPause|ComeAgain|backoffDelay)\b/, 'exponential back-off of cockatiel'],
  [/\b(BESIDE|takeIn)\b/, 'shadow tables, applyBatch'],
  [/\b(setOffBy|hintedBy)\b/, 'triggeredBy'],
  [/\b(seeSystem|carryOut|answerAsProposed|isRaceOrOutage)\b/, 'loadSystemStream, attempt, skipReadBack, isRetryable'],
  [/\bbeliefs?\b|\bbelieved?\b/i, 'assumed state, assume'],
  [/\bRememberedAnswers\b|\bremembered answers?\b/i, 'ResponseCache, cached response'],
  [/\b(Surroundings|Troubles?|onTrouble)\b/, 'CliContext, ProcessIo, CliError, onError'],
  [/\b(?!Gateway)\w*Bench\b(?! mark)|-bench\.ts\b/, 'Harness; bench is the benchmark in test/bench'],
  [/\bnow and again\b/, 'periodically'],
  [/\bhears? it no more\b|\bluck in races\b/, 'the technical fact'],
  [/\b(made|makes?|making|making it) (\w+ )?anew\b/, 'rebuilt, recreated'],
  [/\bsees to\b|\bdealt? with\b|\bdealWith\b/, 'handles'],
  [/\bcomes? again\b/, 'is delivered again, is retried'],
  [/\bgoes? away\b|\bis away\b/, 'is unavailable, ends'],
];
