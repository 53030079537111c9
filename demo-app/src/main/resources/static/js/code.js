/** Java with a little colour. */
import { element } from './dom.js';

const TOKENS = /(?<comment>\/\/.*)|(?<string>"[^"]*")|(?<annotation>@\w+)|(?<keyword>(?<!\.)\b(?:class|record|void|public|private|static|final|new|return|this|try|finally|throws|synchronized)\b)|(?<type>\b[A-Z]\w*)/g;

/** Each line is an element of its own, so that one that is too long is continued further in. */
export function coloured(code) {
  return element('code', {}, ...code.split('\n').map((line) => {
    const text = line.trimStart();
    return element('span', { class: 'line', style: `--indent: ${line.length - text.length}` }, ...tokens(text), '\n');
  }));
}

function tokens(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [kind] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    parts.push(...breakable(text.slice(end, match.index)), element('span', { class: kind, textContent: match[0] }));
    end = match.index + match[0].length;
  }
  return [...parts, ...breakable(text.slice(end))];
}

/** A long line is best broken before a dot. */
function breakable(text) {
  return text.split(/(?=\.(?!class\b))/).flatMap((part) => part.startsWith('.') && !part.startsWith('.class') ? [element('wbr'), part] : [part]);
}
