/** Numbers and words for people. */

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export function megabytes(bytes) {
  const value = bytes / 1e6;
  return value >= 10 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

export function millis(value) {
  if (value === 0) {
    return '0 ms';
  }
  if (value < 0.1) {
    return '< 0.1 ms';
  }
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en')} ms`;
}

export function count(number, singular, plural = `${singular}s`) {
  return `${number.toLocaleString('en')} ${number === 1 ? singular : plural}`;
}

/** How many copies of pictures. */
export function copies(number) {
  return count(number, 'copy', 'copies');
}

export function times(number) {
  return number === 1 ? 'once' : `${number.toLocaleString('en')} times`;
}

export function clock(instant) {
  return time.format(new Date(instant));
}

/** The title of a picture whose file has that name, as the server makes it. */
export function titleOf(name) {
  const title = name.replace(/(.)\.[^.]*$/, '$1').replaceAll('-', ' ').replaceAll('_', ' ').trim();
  return title ? title[0].toUpperCase() + title.slice(1) : name;
}

/** How long ago something was. */
export function ago(millis) {
  const seconds = Math.round(millis / 1000);
  return seconds < 1 ? 'just now' : seconds < 100 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`;
}
