// The switch between Arabic and English; everything else is plain HTML.
const root = document.documentElement, button = document.getElementById("language");
button.addEventListener("click", () => {
  const english = root.dataset.ui === "ar";
  root.dataset.ui = root.lang = english ? "en" : "ar";
  root.dir = english ? "ltr" : "rtl";
  button.textContent = english ? "عربي" : "EN";
  button.lang = english ? "ar" : "en";
});
