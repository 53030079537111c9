/** The subjects of the cards: their words, their buttons, and where their numbers come from. */

const BEANS = 'dev.weakref.demo.spring.';

/** The conditions under which buttons have something to act on. */
const present = (things) => things.length > 0;
const held = (things) => things.some(({ holders, others }) => holders + others > 0);
const inSession = (things) => things.some(({ holders }) => holders > 0);
const inTheList = (things) => things.some(({ others }) => others > 0);

export const SUBJECTS = [
  {
    name: 'cacheable', mark: '@Cacheable', colour: 1,
    title: 'Cached while somebody uses it',
    use: 'Whoever asks for the colours of a picture gets those that others use already. Nobody left, nothing kept.',
    nothing: 'Nobody uses any colours.',
    buttons: { use: 'Take colours', again: 'The same again', 'let-go': 'Let go' },
    needs: { 'let-go': held },
    numbers: ({ caches: { colours } }) => ({ live: colours.live, found: colours.hits, computed: colours.misses, collected: colours.collected })
  },
  {
    name: 'memoized', mark: '@Memoized', colour: 2, pictures: true,
    title: 'Remembered with its argument',
    use: 'A frame is made once for each decoded picture, and forgotten together with the picture.',
    nothing: 'Nothing hangs on the wall.',
    buttons: { use: 'Frame a picture', again: 'The same again', 'let-go': 'Take it down' },
    needs: { 'let-go': held },
    numbers: ({ memoized }) => {
      const frames = memoized['frames.frame'];
      return { live: frames.live, found: frames.hits, made: frames.misses, forgotten: frames.collected };
    }
  },
  {
    name: 'meters', mark: 'WeakMeters', colour: 3,
    title: 'A gauge that goes with its object',
    use: 'Each room has a gauge in every registry. It keeps no room, never reads NaN, and leaves when the room does.',
    nothing: 'No room is open.',
    buttons: { use: 'Open a room', visit: 'Visitors move', 'let-go': 'Close a room' },
    needs: { visit: held, 'let-go': held },
    numbers: ({ meters }) => ({ live: meters.live, registered: meters.registered, collected: meters.collected }),
    state: ({ value }) => String(value)
  },
  {
    name: 'tracked', mark: '@Tracked', colour: 4,
    title: 'Beans that outstay their session',
    use: 'The session is over, and a list still holds its bean: three collections later that counts as a leak.',
    nothing: 'No slide show is on.',
    buttons: { use: 'Begin a show', end: 'Log out', 'let-go': 'Clear the list' },
    needs: { end: inSession, 'let-go': inTheList },
    numbers: ({ beans }) => {
      const shows = beans[`${BEANS}SlideShow (session)`];
      return { live: shows?.live ?? 0, 'ended but live': shows?.endedButLive ?? 0, collected: shows?.collected ?? 0 };
    },
    state: ({ holders, others }, numbers) =>
      holders > 0 ? 'session' : others === 0 ? 'let go' : numbers['ended but live'] > 0 ? 'leak' : 'in the list'
  },
  {
    name: 'unused', mark: '@DestroyWhenUnused', colour: 5,
    title: 'Destroyed after its last use',
    use: 'A prototype gets its @PreDestroy after all: here it deletes the file when nobody has the print any more.',
    nothing: 'There is no print.',
    buttons: { use: 'Make a print', share: 'Share it', 'let-go': 'Let go' },
    needs: { share: held, 'let-go': held },
    numbers: ({ beans }, things) => {
      const prints = beans[`${BEANS}Print (prototype)`];
      return { files: things.length, made: prints?.registered ?? 0, destroyed: prints?.destroyed ?? 0 };
    }
  },
  {
    name: 'listeners', mark: '@WeakEventListener', colour: 6,
    title: 'Listening keeps nobody here',
    use: 'Guests hear of every opened picture while they are held. Nobody has to deregister, be it a bean or not.',
    nothing: 'Nobody is here.',
    buttons: { use: 'Invite two', open: 'Open a picture', 'let-go': 'Two leave' },
    needs: { open: present, 'let-go': held },
    numbers: ({ listeners }) => {
      const opened = listeners['dev.weakref.demo.viewers.PictureOpened'];
      return { listening: opened?.live ?? 0, calls: opened?.deliveries ?? 0, collected: opened?.collected ?? 0 };
    },
    state: ({ name }) => name.startsWith('Guest') ? 'bean' : 'plain'
  },
  {
    name: 'locks', mark: 'WeakLocks', colour: 8, pictures: true,
    title: 'One lock for each name',
    use: 'Two workers never stamp the same picture at once, and none waits for another picture. Unused locks go.',
    nothing: 'Nobody is at work.',
    buttons: { use: 'Both stamp one', different: 'One each' },
    numbers: ({ locks: { weakLocks } }) => ({ live: weakLocks.live, held: weakLocks.held, waiting: weakLocks.waiting, collected: weakLocks.collected }),
    state: ({ holders, others }) => others > 0 ? `held, ${others} waits` : holders > 0 ? 'held' : 'unused'
  }
];
