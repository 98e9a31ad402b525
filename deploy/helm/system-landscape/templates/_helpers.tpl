{{/* Settings of one service over the defaults. Takes (dict "root" $ "name" $name). */}}
{{- define "landscape.service" -}}
{{- $own := index .root.Values.services .name | default dict -}}
{{- toYaml (mergeOverwrite (deepCopy .root.Values.defaults) (deepCopy $own)) -}}
{{- end -}}

{{- define "landscape.fullname" -}}
{{- printf "%s-%s" .root.Release.Name .name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "landscape.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/part-of: system-landscape
{{- end -}}

{{- define "landscape.labels" -}}
{{ include "landscape.selector" . }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end -}}

{{- define "landscape.image" -}}
{{ .root.Values.image.registry }}/{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end -}}

{{/* Pods may do nothing but what their program does: see deploy/images. */}}
{{- define "landscape.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "landscape.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}

{{- define "landscape.fromSecret" -}}
valueFrom: { secretKeyRef: { name: {{ .name }}, key: {{ .key }} } }
{{- end -}}

{{/* Environment of a service. */}}
{{- define "landscape.env" -}}
{{- $values := .root.Values -}}
{{- $service := include "landscape.service" . | fromYaml -}}
{{- $callsTenants := has .name (list "registration" "deregistration") -}}
- { name: NATS_URL, value: {{ $values.nats.url | quote }} }
- { name: NATS_NKEY_FILE, value: /etc/landscape/files/nats.nk }
{{- if $values.authorities.configMap }}
- { name: NATS_TLS_CA_FILE, value: /etc/landscape/ca/{{ $values.authorities.key }} }
- { name: NODE_EXTRA_CA_CERTS, value: /etc/landscape/ca/{{ $values.authorities.key }} }
{{- end }}
{{- if $values.nats.clientTlsSecret }}
- { name: NATS_TLS_CERT_FILE, value: /etc/landscape/nats-client/tls.crt }
- { name: NATS_TLS_KEY_FILE, value: /etc/landscape/nats-client/tls.key }
{{- end }}
{{- if has .name (list "gateway" "event-relay") }}
- { name: STREAM_REPLICAS, value: {{ $values.nats.streamReplicas | quote }} }
{{- end }}
{{- if ne .name "gateway" }}
- name: ESDB_URL
  {{- include "landscape.fromSecret" $values.eventStore.existingSecret | nindent 2 }}
{{- end }}
{{- if or $callsTenants (eq .name "gateway") }}
- { name: OIDC_ISSUER, value: {{ $values.oidc.issuer | quote }} }
{{- end }}
{{- if or $callsTenants (has .name (list "gateway" "token-issuance")) }}
- { name: PUBLIC_URL, value: {{ $values.publicUrl | quote }} }
{{- end }}
{{- if has .name (list "gateway" "registration") }}
- { name: INTEGRATION_TOKEN_JWKS, value: /etc/landscape/files/integration-token.public.jwks.json }
{{- end }}
{{- if eq .name "token-issuance" }}
- { name: INTEGRATION_TOKEN_KEYS, value: /etc/landscape/files/integration-token.jwks.json }
{{- end }}
{{- if eq .name "gateway" }}
- { name: OIDC_AUDIENCE, value: {{ $values.oidc.audience | quote }} }
- { name: COCKPIT_CLIENT_ID, value: {{ $values.oidc.cockpitClientId | quote }} }
{{- if $values.ingress.enabled }}
- { name: MAX_CONNECTIONS_PER_ADDRESS, value: "12000" }
{{- end }}
{{- with $values.ingress.trustedProxies }}
- { name: TRUSTED_PROXIES, value: {{ join "," . | quote }} }
{{- end }}
{{- end }}
{{- if eq .name "projection" }}
- name: DATABASE_URL
  {{- include "landscape.fromSecret" $values.database.existingSecret | nindent 2 }}
{{- end }}
{{- if $callsTenants }}
- { name: PLATFORM_CLIENT_ID, value: {{ $values.platformClient.id | quote }} }
- name: PLATFORM_CLIENT_SECRET
  {{- include "landscape.fromSecret" $values.platformClient.existingSecret | nindent 2 }}
- { name: TENANT_URL_TEMPLATE, value: {{ $values.tenants.urlTemplate | quote }} }
- { name: TENANT_DIRECTORY, value: {{ $values.tenants.directory | toJson | quote }} }
- { name: TENANT_RESOURCE, value: {{ $values.tenants.resource | quote }} }
- { name: TENANT_TOKEN_PARAMETER, value: {{ $values.tenants.tokenParameter | quote }} }
{{- end }}
{{- range $name, $value := $service.env }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- end -}}

{{- define "landscape.volumeMounts" -}}
- { name: files, mountPath: /etc/landscape/files, readOnly: true }
{{- if .root.Values.authorities.configMap }}
- { name: authorities, mountPath: /etc/landscape/ca, readOnly: true }
{{- end }}
{{- if .root.Values.nats.clientTlsSecret }}
- { name: nats-client, mountPath: /etc/landscape/nats-client, readOnly: true }
{{- end }}
{{- end -}}

{{/* Of the Secrets each service gets what it needs. */}}
{{- define "landscape.volumes" -}}
{{- $values := .root.Values -}}
- name: files
  projected:
    defaultMode: 0440
    sources:
      - secret:
          name: {{ $values.nats.usersSecret }}
          items: [{ key: {{ .name }}.nk, path: nats.nk }]
      {{- if eq .name "token-issuance" }}
      - secret:
          name: {{ $values.integrationTokens.existingSecret }}
          items: [{ key: {{ $values.integrationTokens.privateKeys }}, path: integration-token.jwks.json }]
      {{- else if has .name (list "gateway" "registration") }}
      - secret:
          name: {{ $values.integrationTokens.existingSecret }}
          items: [{ key: {{ $values.integrationTokens.publicKeys }}, path: integration-token.public.jwks.json }]
      {{- end }}
{{- with $values.authorities.configMap }}
- name: authorities
  configMap: { name: {{ . }} }
{{- end }}
{{- with $values.nats.clientTlsSecret }}
- name: nats-client
  secret: { secretName: {{ . }}, defaultMode: 0440 }
{{- end }}
{{- end -}}
