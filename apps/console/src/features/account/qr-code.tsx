import { encode } from 'uqr'
import styles from './qr-code.module.css'

/** A QR code, dark on white whatever the scheme: not every camera reads it the other way round. */
export function QrCode({ text, label }: { text: string; label: string }) {
  // ISO/IEC 18004 asks for a quiet zone of four modules.
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={drawModules(data)} fill="#000" />
    </svg>
  )
}

/** Each dark module as a unit square. */
const drawModules = (rows: readonly (readonly boolean[])[]) =>
  rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
