/** Whether the tests run in their long form: `npm run test:long`. */
export const isLongTest = process.env.DOORLIGHT_TEST_LONG !== undefined;
