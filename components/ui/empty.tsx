/** Says why there is nothing yet, and how to add something. */
export function Empty({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <div className="rounded-xl border border-dashed border-line px-6 py-12 text-center">
      <p className="text-xl font-semibold">{title}</p>
      <p className="mx-auto mt-2 max-w-prose text-muted">{hint}</p>
    </div>
  );
}
