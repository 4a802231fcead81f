// What is asked of the server. An answer is {status, body}; no answer is an error with a name.

export class Lost extends Error {}
export class Locked extends Error {}

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Lost("the server does not answer");
  }
  if (answer.status === 403) throw new Locked("the address is another run's");
  const isJSON = answer.headers.get("content-type")?.startsWith("application/json");
  return { status: answer.status, body: isJSON ? await answer.json() : await answer.text() };
}

export const read = (address) => ask(address, {});

export const send = (address, body) =>
  ask(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

// A page of whole documents: {files, entries, next}.
export async function readPage(wanted) {
  const { body } = await read(`/api/entries?${new URLSearchParams(wanted)}`);
  return body;
}

export const nameEntry = (entry) => ({
  document: entry.document,
  text: entry.text,
  number: entry.number,
  previous: entry.previous,
  shown: entry.words,
});
