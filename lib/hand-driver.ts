/** The `driver` of a door at which only people count. Apart from the schemas: pages need nothing else of them. */
export const handDriver = 'hand';
