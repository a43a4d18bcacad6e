import '@testing-library/jest-dom/vitest';

// happy-dom knows no modal dialogs.
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
