import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#eef2fd',
  '#dbe3fa',
  '#b9c8f4',
  '#94abee',
  '#8ba6f0',
  '#5f80df',
  '#4164cc',
  '#3252b5',
  '#2748a8',
  '#1d378a',
]
/** Neutral, and dark enough from 5 on to be read as text on white (AA). */
const gray: MantineColorsTuple = [
  '#fafafa',
  '#f4f4f5',
  '#e9e9ec',
  '#dcdce0',
  '#c8c8ce',
  '#6d6d76',
  '#5c5c65',
  '#3f3f46',
  '#27272a',
  '#18181b',
]
const dark: MantineColorsTuple = [
  '#e7e7ea',
  '#cfcfd4',
  '#a9a9b1',
  '#93939c',
  '#44444b',
  '#333338',
  '#26262a',
  '#1b1b1e',
  '#151517',
  '#0e0e10',
]

/** A dialog's heading is no banner of the page. */
const dialogParts = { header: { role: 'presentation' } }

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { accent, gray, dark },
  black: '#1c1c1f',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.55', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.0625rem' }, h3: { fontSize: '0.9375rem' } },
  },
  components: {
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm', fz: 'sm' } },
    // A link inside a sentence must not lean on colour alone.
    Anchor: { defaultProps: { underline: 'always' } },
    Button: { defaultProps: { size: 'sm' } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Input: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: { centered: true, attributes: dialogParts, closeButtonProps: { 'aria-label': 'Close' } },
    },
    Drawer: {
      defaultProps: {
        position: 'right',
        attributes: dialogParts,
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Switch: { defaultProps: { withThumbIndicator: false } },
    // Beside its field, so that it belongs to the same landmark of the page.
    Combobox: { defaultProps: { withinPortal: false, shadow: 'md' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
})

/** Error text must be readable on both grounds, and numbers must line up. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-error': '#b42323',
    '--bindery-line': '#e1e1e5',
    '--bindery-edge': '#8b8b94',
    '--bindery-ghost': '#ececef',
    '--bindery-surface': '#ffffff',
    '--bindery-sunken': '#f7f7f8',
  },
  dark: {
    '--mantine-color-error': '#ff8f8f',
    '--bindery-line': '#34343a',
    '--bindery-edge': '#7d7d87',
    '--bindery-ghost': '#2c2c31',
    '--bindery-surface': '#202024',
    '--bindery-sunken': '#17171a',
  },
})
