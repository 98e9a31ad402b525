import type { Incident, Reason, Step } from '@system-landscape/domain';
import type { RegistrationView, TokenView } from '@system-landscape/contracts';

/*
 * Sentences for people: why a system has its status (attempt, step, the tenant's last answer) and what to do next.
 */

interface StepEvent<More = object> {
  readonly type: string;
  readonly data: More & { readonly attempt: number; readonly step: Step; readonly try: number };
}

export const CANCELLED = 'The registration was cancelled; the name is free again.';

export function reregistrationCancelled(tenantId: string): string {
  return `The re-registration was cancelled; the system stays deregistered, bound to tenant ${tenantId}. The name is free again.`;
}

export function waitingForTenant({ state, expiresAt }: TokenView, failedExtension: boolean): string {
  const first = failedExtension ? ' Before that, the failed extension must be deleted in the tenant.' : '';
  return state === 'EXPIRED'
    ? `The integration token has expired unused. Display token makes a fresh one, for the tenant administrator to redeem.${first}`
    : `Waiting for the tenant administrator to redeem the integration token, which is valid until ${expiresAt}.${first}`;
}

export function requested(event: StepEvent, lastError: Reason | undefined): string {
  const { try: number } = event.data;
  if (number === 1) return `${at(event)}: sent to the tenant, which has not answered yet.`;
  const last = lastError ? ` Its last answer: ${sentence(lastError.message)}` : '';
  return `${at(event)}: sent to the tenant again, try ${number}.${last}`;
}

export function accepted(event: StepEvent<{ readonly nextActionAt: string }>): string {
  return `${at(event)}: accepted by the tenant, which is working on it. It is asked again at ${event.data.nextActionAt}.`;
}

export function delayed(
  event: StepEvent<{ readonly reason: Reason; readonly nextActionAt: string }>,
  deadlineAt: string,
): string {
  const { try: number, reason, nextActionAt } = event.data;
  const answer = sentence(reason.message);
  return `${at(event)}, try ${number}: ${answer} It is tried again at ${nextActionAt} and given up at ${deadlineAt}. If this goes on, see to the tenant.`;
}

export function completed(event: StepEvent): string {
  return `${at(event)}: completed by the tenant.`;
}

export function registered({ tenantId }: { readonly tenantId: string }): string {
  return `Tenant ${tenantId} is connected.`;
}

export function registrationFailed(failure: { attempt: number; step: Step; reason: Reason }): BothSides {
  const words = failed('The registration', failure);
  return {
    account: `${words} Have the failed extension deleted in the tenant and create a new token, in either order.`,
    tenant: `${words} Delete this extension, then redeem a new token.`,
  };
}

export function failedExtensionDeleted({ attempt, step, lastError }: RegistrationView): string {
  const words = step && lastError ? `${failed('The registration', { attempt, step, reason: lastError })} ` : '';
  return `${words}The failed extension was deleted. Create a new token to try again, or cancel the registration.`;
}

export function deregistered({
  tenantId,
  confirmedByOperator,
}: {
  tenantId: string;
  confirmedByOperator: boolean;
}): string {
  return confirmedByOperator
    ? 'An operator confirmed that the tenant side is gone; the name is free again.'
    : `Tenant ${tenantId} has taken the connection back; the name is free again.`;
}

export function deregistrationFailed(failure: {
  attempt: number;
  step: Step;
  reason: Reason;
  incident: Incident;
}): BothSides {
  const { component, correlationId } = failure.incident;
  const words = failed('Deregistering', failure);
  return {
    account: `${words} Report an incident on component ${component} with correlation id ${correlationId}; an operator resolves it.`,
    tenant: `${words} An incident is open; an operator resolves it.`,
  };
}

interface BothSides {
  readonly account: string;
  readonly tenant: string;
}

function failed(what: string, { attempt, step, reason }: { attempt: number; step: Step; reason: Reason }): string {
  return `${what} failed in attempt ${attempt} at step "${step}": ${sentence(reason.message)}`;
}

function at({ type, data: { attempt, step } }: StepEvent): string {
  return `Attempt ${attempt}, ${type.startsWith('Deregistration') ? 'taking back ' : ''}step "${step}"`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
