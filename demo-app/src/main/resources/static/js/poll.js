/** Asks again every second, and at once when something was done. */

const EVERY = 1000;

export class Poll {
  #task;
  #timer;
  #running = null;
  #again = false;

  constructor(task) {
    this.#task = task;
  }

  /** Ask now; or, if an answer is awaited, once more after it. */
  now() {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    clearTimeout(this.#timer);
    this.#running = this.#task().catch((error) => console.error(error)).finally(() => {
      this.#running = null;
      const delay = this.#again ? 0 : EVERY;
      this.#again = false;
      this.#timer = setTimeout(() => this.now(), delay);
    });
    return this.#running;
  }
}
