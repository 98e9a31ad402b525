import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  actions,
  deregistered,
  deregisterError,
  entitled,
  failed,
  inFormation,
  issued,
  lastTearDownStep,
  perform,
  recorded,
  registered,
  removed,
  streamOf,
  SYSTEM,
} from '../testing/index.js';
import { accepted, delayed } from '../testing/sample-events.js';
import { STEPS, type SystemEvent } from './system.events.js';
import { evolveSystem } from './system.evolve.js';
import { SYSTEM_FOLD_VERSION, systemStateAsJson, systemStateFromJson } from './system.snapshot.js';
import { initialSystemState, type SystemState } from './system.state.js';

const throughJson = (state: SystemState): SystemState =>
  systemStateFromJson(JSON.parse(JSON.stringify(systemStateAsJson(state))) as Record<string, unknown>);

describe('A stored state', () => {
  it('goes on as the state does that was never stored, for any history', () => {
    fc.assert(
      fc.property(actions, fc.nat(), (todo, pick) => {
        const stream = streamOf(perform(todo));
        const cut = stream.length === 0 ? 0 : pick % stream.length;
        const before = stream.slice(0, cut).reduce(evolveSystem, initialSystemState);
        const whole = stream.reduce(evolveSystem, initialSystemState);
        const continued = stream.slice(cut).reduce(evolveSystem, throughJson(before));
        expect(systemStateAsJson(continued)).toEqual(systemStateAsJson(whole));
      }),
      { numRuns: 300 },
    );
  });

  it('leads to the same decisions, for any history', () => {
    fc.assert(
      fc.property(actions, (todo) => {
        for (const { decide, before, decision } of perform(todo)) {
          expect(decide(throughJson(before))).toEqual(decision);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is flat JSON, however long the lists in it are', () => {
    const displayed: SystemEvent = {
      type: 'IntegrationTokenDisplayed',
      data: { systemId: SYSTEM, tokenId: 'token-1' },
    };
    const stream = [...registered().slice(0, 2), ...Array<SystemEvent>(20_000).fill(displayed)];
    const state = stream.reduce(
      (before, event, n) => evolveSystem(before, recorded(event, { idempotencyKey: `command/ga-admin/${n}` })),
      initialSystemState,
    );
    const stored = throughJson(state);
    expect(stored.version).toBe(stream.length);
    expect(stored.commands!.key).toBe(`command/ga-admin/${stream.length - 1}`);
  });

  it('is ignored by a release whose fold gives another state: the version of the fold was raised', () => {
    const histories: SystemEvent[][] = [
      [...registered(), inFormation(), entitled()],
      [...failed(), issued({ tokenId: 'token-2', reason: 'AFTER_ERROR' })],
      [...registered().slice(0, 5), accepted('Registration', 1, STEPS[0]), delayed('Registration', 1, STEPS[0])],
      lastTearDownStep(),
      deregisterError(),
      deregistered(),
      removed(),
    ];
    const states = histories.map((events) =>
      systemStateAsJson(events.reduce((state, event) => evolveSystem(state, recorded(event)), initialSystemState)),
    );
    const digest = createHash('sha256').update(JSON.stringify(states)).digest('hex').slice(0, 16);
    // Another digest: the fold has changed. Raise SYSTEM_FOLD_VERSION together with it.
    expect([SYSTEM_FOLD_VERSION, digest]).toEqual([3, 'e6b6bd8a14667802']);
  });
});
