/** Java and YAML with a little colour. */
import { element } from './dom.js';

const YAML = /^(?<keyword>[\w-]+)(?=:)/g;
const JAVA = /(?<comment>\/\/.*)|(?<string>"[^"]*")|(?<annotation>@\w+)|(?<keyword>(?<!\.)\b(?:class|record|void|public|private|static|final|new|return|this|try|finally|throws|synchronized)\b)|(?<type>\b[A-Z]\w*)/g;

/** Each line is an element of its own, so that one that is too long is continued further in. */
export function coloured(code, file = '') {
  const grammar = file.endsWith('.yml') ? YAML : JAVA;
  return element('code', {}, ...code.split('\n').map((line) => {
    const text = line.trimStart();
    return element('span', { class: 'line', style: `--indent: ${line.length - text.length}` }, ...tokens(text, grammar), '\n');
  }));
}

function tokens(text, grammar) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(grammar)) {
    const [kind] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    parts.push(...breakable(text.slice(end, match.index)), element('span', { class: kind, textContent: match[0] }));
    end = match.index + match[0].length;
  }
  return [...parts, ...breakable(text.slice(end))];
}

/** Lines of a file. */
export function excerpt({ file, code }) {
  return element('figure', { class: 'excerpt' }, element('figcaption', { textContent: file }), element('pre', {}, coloured(code, file)));
}

/** A long line is best broken before a dot. */
function breakable(text) {
  return text.split(/(?=\.(?!class\b))/).flatMap((part) => part.startsWith('.') && !part.startsWith('.class') ? [element('wbr'), part] : [part]);
}
