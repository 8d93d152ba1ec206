// A photo made small enough for a weak network: longest side 1920, JPEG 0.82. What no browser draws (HEIC, PDF) goes as it is.
const longest = 1920
const quality = 0.82

/** Width and height with the longest side at most `longest`. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

function drawn(file: File): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = reject
    image.src = URL.createObjectURL(file)
  })
}

export async function shrunk(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/')) return file
  const image = await drawn(file).catch(() => null)
  if (!image) return file
  const canvas = document.createElement('canvas')
  Object.assign(canvas, fitted(image.naturalWidth, image.naturalHeight))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  return small && small.size < file.size ? small : file
}
