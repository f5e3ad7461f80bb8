// Runs before anything is painted, so that a dark screen never flashes white. A file: the CSP allows no inline script.
const stored = localStorage.getItem('bindery-color-scheme')
const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
document.documentElement.style.background = dark ? '#1b1b1e' : '#ffffff'
