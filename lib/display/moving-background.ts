/**
 * Position of the video when its last element was removed: each light has its own element, and the video
 * continues.
 */
let lastPosition = 0;

/**
 * Plays a video in an element, muted and looped. It appears once it plays; if it does not play (broken,
 * unsupported, reduced motion) the element is unchanged.
 *
 * @returns ends it and removes it
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
    // An element without source frees its decoder, of which a panel has few.
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
