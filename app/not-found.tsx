/** With a plain link: this page comes along with every other, and next/link with its 3 KB would, too. */
export default function NotFound() {
  return (
    <main className="flex min-h-screen flex-col items-center justify-center bg-paper p-8 text-center font-sans text-ink">
      <h1 className="text-3xl font-semibold">There is no such page</h1>
      <p className="mt-3 max-w-md text-muted">
        Check the address, or go on from the console. A screen at the door opens /display, then its site and
        its name.
      </p>
      <a
        href="/console"
        className="mt-8 inline-flex min-h-touch items-center rounded-lg bg-ink px-6 font-medium text-paper"
      >
        Open the console
      </a>
    </main>
  );
}
