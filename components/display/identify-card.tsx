interface IdentifyCardProps {
  /** The display's name; undefined: by its address. */
  readonly name: string | undefined;
  readonly address: string;
}

/** The display's name and address, large, so that people can recognise the screen. */
export function IdentifyCard({ name, address }: IdentifyCardProps) {
  return (
    <div className="glass-identify" role="alert">
      {name !== undefined && <p className="glass-identify-name">{name}</p>}
      <p className={name === undefined ? 'glass-identify-name' : undefined}>{address}</p>
    </div>
  );
}
