/** Asks again after a while, and at once when something was done. */

export class Poll {
  #task;
  #every;
  #timer;
  #running = null;
  #again = false;

  constructor(task, every = 1000) {
    this.#task = task;
    this.#every = every;
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
      const delay = this.#again ? 0 : this.#every;
      this.#again = false;
      this.#timer = setTimeout(() => this.now(), delay);
    });
    return this.#running;
  }
}
