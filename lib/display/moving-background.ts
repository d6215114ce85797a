/** Where the video was when its last element went: each light has one of its own, and it goes on. */
let lastPosition = 0;

/**
 * Plays a video in an element, without sound, again and again. It is seen once it plays; where it does not (broken,
 * unknown to the engine, less motion wished for) the element stays as it was.
 *
 * @returns ends it and takes it away
 */
export function playOn(background: HTMLElement, address: string): () => void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => {};
  const video = document.createElement('video');
  video.className = 'glass-video';
  video.muted = true;
  video.loop = true;
  video.playsInline = true;
  video.src = address;
  const remove = () => {
    document.removeEventListener('visibilitychange', play);
    lastPosition = video.currentTime || lastPosition;
    video.remove();
    // An element without an address gives its decoder back, of which a panel has few.
    video.removeAttribute('src');
    video.load();
  };
  const play = () => {
    if (!document.hidden) video.play().catch(remove);
  };
  video.addEventListener('loadedmetadata', () => {
    if (lastPosition < video.duration) video.currentTime = lastPosition;
  });
  video.addEventListener('playing', () => video.classList.add('glass-video-plays'));
  video.addEventListener('error', remove, { once: true });
  document.addEventListener('visibilitychange', play);
  background.append(video);
  play();
  return remove;
}
