import { randomUUID } from 'node:crypto';
import type { ModelRequest } from './provider.call.js';

/** What the model does between two results of tools: it says something, and may call a tool after it. */
export interface Turn {
  readonly words: string;
  readonly tool: {
    readonly id: string;
    readonly function: { readonly name: string; readonly arguments: string };
  } | null;
}

const TOOL = /\[tool (\w+) (\{[^\]]*\})\]/;

/** Finds the turn that a call asks for, by how many results of tools it brings. */
export function turnOf(prompt: string, { messages }: ModelRequest): Turn {
  const results = messages.filter(({ role }) => role === 'tool').length;
  // Words, a tool's name, its arguments, and so on.
  const parts = prompt.split(TOOL);
  const [words = prompt, name, args = '{}'] = parts.slice(results * 3);
  if (name === undefined) return { words, tool: null };
  return { words, tool: { id: `call_${randomUUID()}`, function: { name, arguments: args } } };
}
