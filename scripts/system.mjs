// The programs of the operating system that the end-to-end tests need: installed by apt when root, named otherwise.
import { existsSync } from 'node:fs';
import { run, SetupError, which } from './process.mjs';

/** The first is Chromium without anything to show a window with: a sixth less work for the same pages. */
const BROWSERS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_BROWSERS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds Chromium or Chrome, or installs Chromium.
 * @returns {Promise<string>} The path to start it with; `CHROMIUM_PATH` decides where it is set.
 */
export async function ensureChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== '') {
    if (existsSync(chosen)) return chosen;
    throw new SetupError(`CHROMIUM_PATH names ${chosen}, which does not exist: correct it or unset it.`);
  }
  const found = findChromium();
  if (found !== undefined) return found;
  // A machine without a browser usually has no fonts either.
  await aptInstall(
    ['chromium-headless-shell', 'fonts-dejavu-core'],
    'Chromium or Chrome (or CHROMIUM_PATH, which names one)',
  );
  const installed = findChromium();
  if (installed === undefined)
    throw new SetupError('apt-get installed Chromium but it is not on the PATH: set CHROMIUM_PATH.');
  return installed;
}

/** Makes sure that native npm packages can be compiled. */
export async function ensureBuildTools() {
  const tools = { python3: 'python3', make: 'make', 'g++': 'g++' };
  const missing = Object.entries(tools).filter(([program]) => which(program) === undefined);
  if (missing.length > 0) {
    await aptInstall(
      missing.map(([, name]) => name),
      'build tools',
    );
  }
}

function findChromium() {
  return BROWSERS.map(which).find((file) => file !== undefined) ?? MAC_BROWSERS.find((file) => existsSync(file));
}

/**
 * @param {readonly string[]} names Debian packages.
 * @param {string} what What they are for, in the sentence for those who have to install them by hand.
 */
async function aptInstall(names, what) {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || which('apt-get') === undefined) {
    throw new SetupError(`The end-to-end tests need ${what}. On Debian: sudo apt-get install -y ${names.join(' ')}`);
  }
  console.log(`Installing ${names.join(', ')} with apt-get…`);
  const options = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const failed =
    (await run('apt-get', ['update'], options)) !== 0 ||
    (await run('apt-get', ['install', '-y', '--no-install-recommends', ...names], options)) !== 0;
  if (failed) throw new SetupError(`apt-get could not install ${names.join(' ')}: see the lines above.`);
}
