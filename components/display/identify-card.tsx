/** The display's address, large, so that somebody in the shop can tell which screen is which. */
export function IdentifyCard({ address }: { readonly address: string }) {
  return (
    <div className="glass-identify" role="alert">
      <p className="glass-identify-name">{address}</p>
    </div>
  );
}
