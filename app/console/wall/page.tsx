import { Wall } from '#components/console/wall/wall.tsx';
import { titleOf } from '../console-data.ts';
import { signedInPage } from '../signed-in-page.tsx';

export const generateMetadata = () => titleOf('wall');
export default signedInPage('/console/wall', Wall);
