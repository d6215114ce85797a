import { pairingScript } from '#lib/display/pairing-screen.ts';
import type { FullDoorWords } from '#lib/i18n/door.ts';
import { OwnScript } from '../ui/own-script.tsx';

interface PairingPageProps {
  readonly words: FullDoorWords;
  readonly nonce: string | undefined;
}

/**
 * The page of a new screen: a code, as a picture and as letters. It needs only the few lines in the page
 * itself, so that it works on every engine.
 */
export function PairingPage({ words, nonce }: PairingPageProps) {
  const { pairing, oneMoment } = words.setUp;
  return (
    <>
      <main
        className="glass pairing"
        data-light="unknown"
        data-pairing="moment"
        lang={words.lang}
        dir={words.dir}
        translate="no"
        // The inline script may have changed it before React.
        suppressHydrationWarning
      >
        <div className="scene scene-unknown pairing-scene">
          <h1 className="notice-title pairing-title">{pairing.title}</h1>
          <p className="notice-text pairing-moment">{oneMoment.title}</p>
          <div className="pairing-ways">
            <div className="pairing-way">
              <p className="pairing-lead">{pairing.scan}</p>
              {/* biome-ignore lint/performance/noImgElement: the script gives it its address */}
              <img className="pairing-qr" data-pairing-qr="" alt="" suppressHydrationWarning />
            </div>
            <div className="pairing-way pairing-way-code">
              <p className="pairing-lead">{pairing.enter}</p>
              <p className="pairing-address" data-pairing-address="" {...leftToScript} />
              <p className="pairing-code" data-pairing-code="" {...leftToScript} />
              <p className="notice-text pairing-next">{pairing.next}</p>
            </div>
          </div>
        </div>
      </main>
      <OwnScript nonce={nonce} script={pairingScript()} />
    </>
  );
}

/** Content that React must not touch: the inline script writes it. */
const leftToScript = { dangerouslySetInnerHTML: { __html: '' }, suppressHydrationWarning: true };
