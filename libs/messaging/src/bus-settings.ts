import { serversIn } from '@system-landscape/nats-access';
import { Env, InProduction, ServiceSettings, wholeNumber } from '@system-landscape/service-kit';
import { IsIn, IsInt, IsOptional, IsString, Matches, Min } from 'class-validator';

/** Replies must not reach requests, streams or the API of NATS. */
const PREFIX = /^(?!(rpc|landscape|projection|replay)(\.|$))[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
const PREFIX_RULE = '$property must be a prefix of inboxes, such as _INBOX_gateway';

/** Settings of every service that is on the bus. */
export class BusSettings extends ServiceSettings {
  /** Servers of the cluster; the client tries them in turn. */
  @Env('NATS_URL', serversIn)
  @Matches(/^(nats|tls):\/\/\S+$/, {
    each: true,
    message: '$property must be a URL such as nats://127.0.0.1:4222, or several that are separated by commas',
  })
  @InProduction(
    (servers: readonly string[], { natsTlsCaFile }: BusSettings) =>
      natsTlsCaFile !== undefined || servers.every((server) => server.startsWith('tls://')),
    'must use TLS: name its servers as tls://…, or the file of their authority as NATS_TLS_CA_FILE',
  )
  readonly natsServers: readonly string[] = ['nats://127.0.0.1:4222'];
  @Env('NATS_USER') @IsOptional() @IsString() readonly natsUser?: string;
  @Env('NATS_PASSWORD') @IsOptional() @IsString() readonly natsPassword?: string;
  /** File with the private nkey of the service's user. */
  @Env('NATS_NKEY_FILE') @IsOptional() @IsString() readonly natsNkeyFile?: string;
  /** File with the JWT and nkey of the service's user, as servers with an operator have them. */
  @Env('NATS_CREDS_FILE') @IsOptional() @IsString() readonly natsCredsFile?: string;
  /** Certificates for TLS (PEM): of the authority that signed the servers' ones, and the client's own with its key. */
  @Env('NATS_TLS_CA_FILE') @IsOptional() @IsString() readonly natsTlsCaFile?: string;
  @Env('NATS_TLS_CERT_FILE') @IsOptional() @IsString() readonly natsTlsCertFile?: string;
  @Env('NATS_TLS_KEY_FILE') @IsOptional() @IsString() readonly natsTlsKeyFile?: string;
  /** Inbox prefix of replies; users with separate prefixes cannot read each other's replies. */
  @Env('NATS_INBOX_PREFIX') @IsOptional() @Matches(PREFIX, { message: PREFIX_RULE }) readonly natsInboxPrefix?: string;
  /** Inbox prefixes of callers, in addition to those that the messages declare. */
  @Env('NATS_REPLY_PREFIXES', (text) => text.split(',').map((prefix) => prefix.trim()))
  @Matches(PREFIX, { each: true, message: PREFIX_RULE })
  readonly natsReplyPrefixes: readonly string[] = [];
  /** Replicas of the streams and buckets that a service creates in a cluster of NATS. */
  @Env('STREAM_REPLICAS', wholeNumber)
  @IsIn([1, 3, 5], { message: '$property must be 1, 3 or 5' })
  readonly streamReplicas: number = 1;
  /** Requests that a process works on at the same time; more are answered UNAVAILABLE. */
  @Env('MAX_IN_FLIGHT', Number) @IsInt() @Min(1) readonly maxInFlight: number = 512;
}
