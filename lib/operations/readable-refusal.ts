/** Letters of any script, numbers, spaces and the punctuation of a sentence; `•` is the mask over an echoed password. */
const SENTENCE = /^[\p{L}\p{M}\p{N} .,;:!?'"()%•·‘’“”…–—、。，；：！？（）《》「」-]+$/u;
const WORD = /\p{L}{2}/u;

/** What shows that a text was written for a log, or that a value stands in it. Tested after NFKC. */
const NOT_FOR_CUSTOMERS: readonly RegExp[] = [
  /\b(stack|traceback|null|nil|undefined|nan|errno|syntax|fatal|object reference|line [0-9]+)\b/i,
  /secret|exception|sql|密钥|堆栈|异常信息/i,
  /\b(select|insert|update|delete|drop|alter|truncate)\b.*\b(from|into|set|table|where|values)\b/i,
  /\b(code|line|api key|access key|private key|token|passwd|pwd|pass(word|phrase)?)\s*:(?!\s*•)/i,
  /(密码|口令|令牌)\s*:(?!\s*•)/,
  // A stack frame, a file's name, a qualified or camel-case name of a class.
  /\bat [\w.]+\(|\.(php|cs|dll|exe|py|jsx?|tsx?|log|ini|conf|cfg|xml|json|aspx?|vhdx?|sh|bat|ps1)\b/i,
  /[a-z](Exception|Error)\b|[A-Za-z]\.[A-Z][a-z]|[a-z][A-Z][a-z]+[A-Z]/,
  // Tokens, hashes, GUIDs, MAC and IPv6 addresses, long numbers.
  /\b0x[0-9a-f]+/i,
  /[0-9]{11}|[A-Za-z0-9]{21}/,
  /\b(?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{8,}/,
  /[0-9a-f]{4}-[0-9a-f]{4}-|([0-9a-f]{2}[:-]){3}|([0-9a-f]{1,4}:){3}|::/i,
];

/**
 * The master's words as a customer may read them: unchanged where they are one plain sentence of 3 to 200 characters,
 * else null, and the customer reads a text of ours. Staff read them in full.
 */
export function readableRefusal(text: string | null): string | null {
  const sentence = text?.trim() ?? "";
  const plain = sentence.normalize("NFKC");
  const { length } = [...sentence];
  const readable =
    length >= 3 &&
    length <= 200 &&
    SENTENCE.test(sentence) &&
    WORD.test(sentence) &&
    !NOT_FOR_CUSTOMERS.some((pattern) => pattern.test(plain));
  return readable ? sentence : null;
}
