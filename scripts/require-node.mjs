// Plain JavaScript, because an older Node can't read the TypeScript that everything else is written in.
const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < NEEDED) {
  console.error(`RRS Office needs Node ${NEEDED} or newer, but this is Node ${process.versions.node}.

Node ${NEEDED} comes with the project as a development dependency, and npm's scripts use it:
  npm install
  npm start

If this message comes from npm itself, the install script of the package "node" did not run: try "npm rebuild node".`);
  process.exit(1);
}
