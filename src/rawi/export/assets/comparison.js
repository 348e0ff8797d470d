const button = document.getElementById("language");
button.addEventListener("click", () => {
  const english = document.documentElement.dataset.ui !== "en";
  document.documentElement.dataset.ui = english ? "en" : "ar";
  button.textContent = english ? "ع" : "EN";
  button.lang = english ? "ar" : "en";
});
