// Passkeys: a form with data-passkey="create" or "get" asks the server for options, the device for a credential, and sends it.

type Json = Record<string, unknown>;

/** base64url, as WebAuthn's JSON forms use it (W3C WebAuthn level 3, section 5.1.9). */
export function toBase64Url(bytes: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function creation(options: Json): PublicKeyCredentialCreationOptions {
  const user = options.user as Json;
  return {
    ...options,
    challenge: fromBase64Url(options.challenge as string),
    user: { ...user, id: fromBase64Url(user.id as string) },
    excludeCredentials: known(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
}

function request(options: Json): PublicKeyCredentialRequestOptions {
  const challenge = fromBase64Url(options.challenge as string);
  return {
    ...options,
    challenge,
    allowCredentials: known(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
}

function known(list: unknown): unknown[] {
  return ((list ?? []) as Json[]).map((entry) => ({ ...entry, id: fromBase64Url(entry.id as string) }));
}

function answer(credential: PublicKeyCredential): Json {
  const { response } = credential;
  const parts: Json = { clientDataJSON: toBase64Url(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    parts.attestationObject = toBase64Url(response.attestationObject);
    parts.authenticatorData = toBase64Url(response.getAuthenticatorData());
    parts.publicKeyAlgorithm = response.getPublicKeyAlgorithm();
    const key = response.getPublicKey();
    if (key) parts.publicKey = toBase64Url(key);
    parts.transports = response.getTransports();
  } else if (response instanceof AuthenticatorAssertionResponse) {
    parts.authenticatorData = toBase64Url(response.authenticatorData);
    parts.signature = toBase64Url(response.signature);
    if (response.userHandle) parts.userHandle = toBase64Url(response.userHandle);
  }
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

async function run(form: HTMLFormElement): Promise<void> {
  const asked = await fetch(form.dataset.options ?? "", { method: "POST", body: new URLSearchParams(fields(form)) });
  if (!asked.ok) throw new Error(String(asked.status));
  const options = (await asked.json()) as Json;
  const publicKey = (options.publicKey ?? options) as Json;
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: creation(publicKey) })
      : await navigator.credentials.get({ publicKey: request(publicKey) });
  const field = form.elements.namedItem("credential") as HTMLInputElement;
  field.value = JSON.stringify(answer(credential as PublicKeyCredential));
  form.submit();
}

function fields(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === "string");
}

function start(): void {
  const forms = document.querySelectorAll<HTMLFormElement>("form[data-passkey]");
  for (const form of forms) {
    form.hidden = !("credentials" in navigator && "PublicKeyCredential" in window);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
      if (failed) failed.hidden = true;
      run(form).catch(() => {
        delete form.dataset.sent;
        if (failed) failed.hidden = false;
      });
    });
  }
}

if (typeof document !== "undefined") start();
