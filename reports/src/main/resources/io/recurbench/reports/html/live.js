/** Loads the page of a run that goes on again while somebody looks at it: not once the run has ended or was killed. */
"use strict";
(function () {
  const place = document.getElementById("live");
  const every = 1000 * Number(place.dataset.every);
  const patience = 1000 * Number(place.dataset.patience);
  const written = Date.parse(place.dataset.written);
  const again = () => {
    if (document.hidden) {
      document.addEventListener("visibilitychange", again, { once: true });
    } else {
      location.reload();
    }
  };
  if (Math.abs(Date.now() - written) < patience) {
    setTimeout(again, every);
  } else {
    document.getElementById("live-note").hidden = true;
    document.getElementById("live-stale").hidden = false;
  }
})();
