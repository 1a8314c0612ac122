// Keeps what goes on up to date: the figures of a running import, and a page whose answer is being made.
// Without this file a link does it.
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
if (document.getElementById("being-made")) setTimeout(() => location.reload(), 1000);
