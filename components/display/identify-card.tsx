interface IdentifyCardProps {
  /** As people call the display; undefined: by its address. */
  readonly name: string | undefined;
  readonly address: string;
}

/** The display's name and address, large, so that somebody in the shop can tell which screen is which. */
export function IdentifyCard({ name, address }: IdentifyCardProps) {
  return (
    <div className="glass-identify" role="alert">
      {name !== undefined && <p className="glass-identify-name">{name}</p>}
      <p className={name === undefined ? 'glass-identify-name' : undefined}>{address}</p>
    </div>
  );
}
