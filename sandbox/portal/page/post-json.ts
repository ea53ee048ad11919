/** POST to the portal's own server. Throws with the server's message on anything but a 2xx. */
export async function postJson<Reply>(path: string, body: unknown): Promise<Reply> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const reply = (await response.json()) as Reply & { message?: string };
  if (!response.ok) throw new Error(reply.message ?? `The portal answered ${response.status}`);
  return reply;
}
