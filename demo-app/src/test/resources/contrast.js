// Returns the texts of the page whose contrast is less than WCAG AA asks for.
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

function channels(colour) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
}

function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((value) => value / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function background(node) {
  for (let at = node; at; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour[3] > 230) {
      return colour;
    }
  }
  return channels('Canvas');
}

const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const poor = [];
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  const style = getComputedStyle(node);
  if (walker.currentNode.textContent.trim() && node.checkVisibility() && !node.closest('.unseen, .skip, script, style')) {
    const [lighter, darker] = [luminance(channels(style.color)), luminance(background(node))].sort((a, b) => b - a);
    const ratio = (lighter + 0.05) / (darker + 0.05);
    const large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) {
      poor.push(`${walker.currentNode.textContent.trim()}: ${ratio.toFixed(2)}`);
    }
  }
}
return poor;
