// Ends the program where Node is too old for it. Every version of Node must be able to read this file.

const oldest = { major: 20, minor: 19 };
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < oldest.major || (major === oldest.major && minor < oldest.minor)) {
  console.error(
    `Doorlight needs Node ${oldest.major}.${oldest.minor} or newer; this is ${process.versions.node}. ` +
      'Get a newer one from https://nodejs.org and try again.',
  );
  process.exit(1);
}
