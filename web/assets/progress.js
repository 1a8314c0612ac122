// Keeps the figures of a running import up to date. Without this file a link does it.
const box = document.getElementById("progress");

if (box && box.dataset.from) {
  const look = async () => {
    const answer = await fetch(box.dataset.from);
    if (!answer.ok || answer.redirected) return location.reload();
    const job = await answer.json();
    if (job.state !== "running") return location.reload();
    for (const cell of box.querySelectorAll("[data-count]")) {
      cell.textContent = job[cell.dataset.count].toLocaleString(document.documentElement.lang);
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
