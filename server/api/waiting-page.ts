/**
 * What is answered while the pages are not up: calm, readable from the door, and gone by itself. It needs
 * no script and loads nothing.
 */
export const waitingPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>One moment</title>
<style>
html { height: 100%; background: #3b4856; color: #fff; font-family: Inter, system-ui, sans-serif; }
body { height: 100%; margin: 0; display: flex; align-items: center; justify-content: center; }
p { margin: 0; font-size: 10vmin; font-weight: 600; text-align: center; }
</style>
</head>
<body><p role="status">One moment …</p></body>
</html>
`;
