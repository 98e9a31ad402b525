// Health check of a container: `node health.mjs <url>` ends with 0 when the answer is 2xx.
const { ok } = await fetch(process.argv[2] ?? '', { signal: AbortSignal.timeout(4_000) }).catch(() => ({ ok: false }));
process.exit(ok ? 0 : 1);
